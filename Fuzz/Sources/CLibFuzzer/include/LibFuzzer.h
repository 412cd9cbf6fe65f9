#pragma once

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's driver, called as a library: https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
int LLVMFuzzerRunDriver(
    int *argument_count, char ***arguments, int (*run)(const uint8_t *start, size_t count));
