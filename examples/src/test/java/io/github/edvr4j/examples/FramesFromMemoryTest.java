package io.github.edvr4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.Psnr;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("narrow")
class FramesFromMemoryTest {

  @Test
  void mainRestoresEveryFrameFourTimesAsLarge() throws Exception {
    assertThat(MainRun.lines(FramesFromMemory::main, MainRun.MODEL))
        .containsExactly("7 times Frame[48x32] to 7 times Frame[192x128]");
  }

  @Test
  void restoredFramesAreNearerToALargerDrawingThanRepeatedPixels() {
    EdvrCheckpoint model = EdvrCheckpoint.load(MainRun.MODEL, OptionalInt.empty());
    List<Frame> small = FramesFromMemory.drawing(5, 32, 48);
    List<Frame> restored = FramesFromMemory.restore(model, small);
    List<Frame> truth = FramesFromMemory.drawing(5, 128, 192);
    for (int t = 0; t < 5; t++) {
      double gain =
          psnr(restored.get(t), truth.get(t)) - psnr(repeated(small.get(t)), truth.get(t));
      assertThat(gain).as("frame %d", t).isGreaterThan(1);
    }
  }

  private static double psnr(Frame a, Frame b) {
    return Psnr.between(picture(a), picture(b), Channels.RGB, 0);
  }

  private static Rgb8 picture(Frame frame) {
    return Rgb8.of(frame.height(), frame.width(), frame.rgb());
  }

  private static Frame repeated(Frame frame) {
    Frame large = new Frame(4 * frame.height(), 4 * frame.width());
    for (int i = 0; i < large.rgb().length; i++) {
      int pixel = i / Frame.CHANNELS;
      int y = pixel / large.width() / 4;
      int x = pixel % large.width() / 4;
      large.rgb()[i] = frame.rgb()[Frame.CHANNELS * (y * frame.width() + x) + i % Frame.CHANNELS];
    }
    return large;
  }
}
