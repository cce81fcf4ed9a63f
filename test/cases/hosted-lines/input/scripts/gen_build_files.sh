#!/bin/sh
# Puts files together from comments of sources.
sed -n 's@^//config:@@p' tools/*.c > tools/Config.in
sed -n 's@^//kbuild:@@p' tools/*.c > tools/Kbuild
