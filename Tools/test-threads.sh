#!/bin/sh
# Evaluates programs in eight tasks at once under the thread sanitizer.
set -eu
swift=${SWIFT:-swift}
export TSAN_OPTIONS="halt_on_error=1"
$swift run --quiet --package-path Fuzz --scratch-path Fuzz/.build-thread -c release --sanitize=thread EightTasks
