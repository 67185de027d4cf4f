package io.github.edvr4j.video;

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

  /** The numbers of {@code depth} bits, all of them or those of broadcast. */
  static CodeRange of(int depth, boolean full) {
    float top = (float) ((1L << depth) - 1);
    float neutral = 1L << (depth - 1);
    float step = 1L << (depth - 8 < 0 ? 0 : depth - 8);
    return full || depth < 8
        ? new CodeRange(0, top, neutral, top, top)
        : new CodeRange(16 * step, 219 * step, neutral, 224 * step, top);
  }
}
