#!/bin/sh
grep -q CONFIG_FAST .config
