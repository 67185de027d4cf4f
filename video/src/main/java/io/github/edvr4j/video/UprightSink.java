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
    return saysRotation || clip.orientation().equals(Orientation.UPRIGHT)
        ? opener.apply(clip)
        : new UprightSink(opener.apply(upright(clip)), clip.orientation());
  }

  /** The clip as an output stores it. */
  static ClipInfo stored(boolean saysRotation, ClipInfo clip) {
    return saysRotation || clip.orientation().equals(Orientation.UPRIGHT) ? clip : upright(clip);
  }

  private static ClipInfo upright(ClipInfo clip) {
    ClipInfo said =
        clip.withColour(clip.colour().withMatrix(matrix(clip)))
            .withOrientation(Orientation.UPRIGHT);
    return !clip.orientation().sideways()
        ? said
        : said.withSize(clip.height(), clip.width())
            .withSubsampling(clip.subsampling().turned())
            .withSampleAspect(
                clip.sampleAspect().map(aspect -> new Rational(aspect.den(), aspect.num())));
  }

  private static int matrix(ClipInfo clip) {
    return clip.colour().matrixFor(clip.width(), clip.height());
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
