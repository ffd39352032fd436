#!/bin/sh
# Writes data of the size of MNIST, as comma-separated values, to standard output:
#
#   mnist-size.sh ../../Lessons/data/digits.csv > mnist-size.csv
#
# 1,792 samples (14 batches of 128) of 28 x 28 pixels with a class each: the digits that ship with
# the lessons, each pixel made 3 x 3 large, within a margin of 2. Ink is in sixteenths from 0 to 1,
# which float32 holds exactly. MNIST itself is not to be had everywhere, and a step takes as long
# with any pixels.
exec awk -F, '
  NR == 1 {
    for (i = 0; i < 784; i++) printf "p%d,", i
    print "label"
    next
  }
  NR > 1793 { exit }
  {
    for (row = 0; row < 28; row++)
      for (column = 0; column < 28; column++) {
        inside = row >= 2 && row < 26 && column >= 2 && column < 26
        pixel = inside ? $(int((row - 2) / 3) * 8 + int((column - 2) / 3) + 1) : 0
        printf "%s,", pixel / 16
      }
    print $65 + 0
  }' "$1"
