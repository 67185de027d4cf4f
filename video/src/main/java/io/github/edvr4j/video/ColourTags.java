package io.github.edvr4j.video;

/**
 * How the numbers of a video's samples stand for colours, as the stream itself says it.
 *
 * <p>Matrix, primaries and transfer are the code points of ITU-T H.273, where 2 means unspecified.
 *
 * @param matrix MatrixCoefficients: 1 BT.709, 5 and 6 BT.601, 9 BT.2020 …
 * @param primaries ColourPrimaries
 * @param transfer TransferCharacteristics
 * @param range how much of the sample's numbers is used
 * @param chroma where the subsampled chroma samples lie
 */
public record ColourTags(
    int matrix, int primaries, int transfer, Range range, ChromaLocation chroma) {

  /** The code point of H.273 for what a stream doesn't say. */
  public static final int UNSPECIFIED = 2;

  /** A stream that says nothing. */
  public static final ColourTags NONE =
      new ColourTags(
          UNSPECIFIED, UNSPECIFIED, UNSPECIFIED, Range.UNSPECIFIED, ChromaLocation.UNSPECIFIED);

  private static final int BT709 = 1;
  private static final int BT601 = 6;

  /** The part of the sample's numbers that black to white takes. */
  public enum Range {
    UNSPECIFIED,
    /** 16 to 235 of 255. */
    LIMITED,
    /** 0 to 255. */
    FULL
  }

  /** The place of a 4:2:0 chroma sample among its four luma samples. */
  public enum ChromaLocation {
    UNSPECIFIED,
    /** Between the two left ones: MPEG-2, H.264. */
    LEFT,
    /** Between all four: JPEG, MPEG-1. */
    CENTER,
    /** On the upper left one. */
    TOP_LEFT,
    TOP,
    BOTTOM_LEFT,
    BOTTOM
  }

  /**
   * The matrix to compute with: the tagged one, or what everyone takes for untagged video of this
   * size: BT.709 for high definition (at least 1280 wide or 720 high), else BT.601.
   *
   * @param width of the picture that the tags came with, pixels
   * @param height of the picture that the tags came with, pixels
   */
  public int matrixFor(int width, int height) {
    if (matrix != UNSPECIFIED) {
      return matrix;
    }
    return width >= 1280 || height >= 720 ? BT709 : BT601;
  }

  /** These tags for another place of the chroma samples. */
  public ColourTags withChroma(ChromaLocation location) {
    return new ColourTags(matrix, primaries, transfer, range, location);
  }

  /** These tags for another range. */
  public ColourTags withRange(Range used) {
    return new ColourTags(matrix, primaries, transfer, used, chroma);
  }

  /** These tags with the matrix said. */
  public ColourTags withMatrix(int codePoint) {
    return new ColourTags(codePoint, primaries, transfer, range, chroma);
  }
}
