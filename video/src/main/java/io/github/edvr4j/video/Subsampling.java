package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;

import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * How coarsely a clip's colour is sampled beside its luma.
 *
 * @param across base-2 logarithm of the luma samples in a row for one of colour
 * @param down base-2 logarithm of the rows of luma for one of colour
 */
public record Subsampling(int across, int down) {

  /** Half of the columns and half of the rows: what all players take. */
  public static final Subsampling YUV420 = new Subsampling(1, 1);

  /** Half of the columns. */
  public static final Subsampling YUV422 = new Subsampling(1, 0);

  /** Colour for every pixel, as RGB has it. */
  public static final Subsampling YUV444 = new Subsampling(0, 0);

  /** That of a pixel format; what has no colour fits into the coarsest. */
  static Subsampling of(AVPixFmtDescriptor format) {
    boolean grey = format.nb_components() < 3 && (format.flags() & AV_PIX_FMT_FLAG_PAL) == 0;
    return grey ? YUV420 : new Subsampling(format.log2_chroma_w(), format.log2_chroma_h());
  }

  /** Whether none of another one's samples are lost in this one. */
  public boolean holds(Subsampling other) {
    return across <= other.across && down <= other.down;
  }

  /** That of the picture turned by a quarter. */
  Subsampling turned() {
    return new Subsampling(down, across);
  }

  /** As people write it, such as 4:2:0. */
  @Override
  public String toString() {
    return "4:%s:%s".formatted(4 >> across, down == 0 ? 4 >> across : 0);
  }
}
