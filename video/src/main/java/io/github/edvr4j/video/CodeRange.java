package io.github.edvr4j.video;

import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Where black, white and no colour lie among the numbers of a sample.
 *
 * @param black the luma number of black
 * @param lumaSpan from black to white
 * @param neutral the chroma number of grey
 * @param chromaSpan of all colour differences
 * @param top the largest number
 */
record CodeRange(float black, float lumaSpan, float neutral, float chromaSpan, float top) {

  /** Those of a format, all of them or those of broadcast; floating point needs no range. */
  static CodeRange of(AVPixFmtDescriptor format, boolean full) {
    int depth = format.comp(0).depth();
    if (Samples.isFloat(format)) {
      return new CodeRange(0, 1, 0, 1, 1);
    }
    float top = (float) ((1L << depth) - 1);
    float neutral = 1L << (depth - 1);
    float step = 1L << (depth - 8 < 0 ? 0 : depth - 8);
    return full || depth < 8
        ? new CodeRange(0, top, neutral, top, top)
        : new CodeRange(16 * step, 219 * step, neutral, 224 * step, top);
  }
}
