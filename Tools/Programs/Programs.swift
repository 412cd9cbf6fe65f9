// Nothing but a name for both programs, so that one build makes them: see Tools/build.sh.
