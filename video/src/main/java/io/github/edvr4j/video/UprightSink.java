package io.github.edvr4j.video;

import java.util.function.Function;

/** Turns frames upright for an output that can't tell players to do it. */
final class UprightSink implements FrameSink {
  private final FrameSink sink;
  private final Orientation orientation;

  private UprightSink(FrameSink sink, Orientation orientation) {
    this.sink = sink;
    this.orientation = orientation;
  }

  /**
   * A sink for a clip whose frames have to be turned or not.
   *
   * @param saysRotation whether the output can say it
   * @param opener opens the output for the clip as it will be stored
   */
  static FrameSink where(
      boolean saysRotation, ClipInfo clip, Function<ClipInfo, FrameSink> opener) {
    return saysRotation || clip.rotation() == 0
        ? opener.apply(clip)
        : new UprightSink(opener.apply(upright(clip)), turned(clip.rotation()));
  }

  /** The clip as an output stores it. */
  static ClipInfo stored(boolean saysRotation, ClipInfo clip) {
    return saysRotation || clip.rotation() == 0 ? clip : upright(clip);
  }

  private static ClipInfo upright(ClipInfo clip) {
    ClipInfo said = clip.withColour(clip.colour().withMatrix(matrix(clip))).withRotation(0);
    return clip.rotation() == 180
        ? said
        : said.withSize(clip.height(), clip.width())
            .withSubsampling(clip.subsampling().turned())
            .withSampleAspect(
                clip.sampleAspect().map(aspect -> new Rational(aspect.den(), aspect.num())));
  }

  private static int matrix(ClipInfo clip) {
    return clip.colour().matrixFor(clip.width(), clip.height());
  }

  /** How a picture is shown that players turn clockwise by 90, 180 or 270 degrees. */
  static Orientation turned(int degrees) {
    return switch (degrees) {
      case 90 -> new Orientation(0, -1, 1, 0);
      case 180 -> new Orientation(-1, 0, 0, -1);
      case 270 -> new Orientation(0, 1, -1, 0);
      default -> throw new IllegalArgumentException("turned by " + degrees + " degrees");
    };
  }

  @Override
  public void write(TimedFrame frame) {
    sink.write(
        frame
            .withFrame(orientation.apply(frame.frame()))
            .withAlpha(frame.alpha().map(orientation::apply)));
  }

  @Override
  public void finish() {
    sink.finish();
  }

  @Override
  public String description() {
    return sink.description() + ", turned upright";
  }

  @Override
  public long memory() {
    return sink.memory();
  }

  @Override
  public void cancel() {
    sink.cancel();
  }

  @Override
  public void close() {
    sink.close();
  }
}
