package io.github.edvr4j.bench;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.Psnr;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.metrics.Ssim;
import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.video.TimedFrame;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much nearer than bicubic enlargement a x4 model comes to a clip that was reduced by 4 (BIx4,
 * PSNR and SSIM of the Y channel, no border cut, mean over the frames).
 *
 * <p>Arguments: a model file, a video, how many frames, and by what the video is halved or
 * otherwise reduced first (area average) so that its own compression counts less; 1 for not at all.
 */
public final class QualityComparison {

  private static final int SCALE = 4;

  private QualityComparison() {}

  public static void main(String[] args) {
    EdvrCheckpoint model = EdvrCheckpoint.load(Path.of(args[0]), OptionalInt.empty());
    List<Tensor> truth =
        read(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    List<Frame> reduced = new ArrayList<>();
    double[] bicubic = new double[2];
    for (Tensor frame : truth) {
      Tensor small = rounded(Bicubic.resize(frame, 1.0 / SCALE));
      reduced.add(frame(small));
      add(bicubic, frame, Bicubic.resize(small, SCALE));
    }
    double[] restored = new double[2];
    int[] next = {0};
    int threads = Runtime.getRuntime().availableProcessors();
    try (Restorer restorer = new Restorer(model.config(), model.weights(), threads)) {
      Frame first = reduced.getFirst();
      FrameStream stream =
          restorer.open(
              restorer.plan(first.height(), first.width(), StreamOptions.DEFAULT),
              System.err::println);
      for (Frame frame : reduced) {
        stream.push(frame, output -> add(restored, truth.get(next[0]++), tensor(output)));
      }
      stream.finish(output -> add(restored, truth.get(next[0]++), tensor(output)));
    }
    int n = truth.size();
    System.out.printf(
        Locale.ROOT,
        "%s, %d frames of %s: bicubic %.2f dB %.4f, %s %.2f dB %.4f, gain %.2f dB%n",
        Path.of(args[1]).getFileName(),
        n,
        truth.getFirst().shape(),
        bicubic[0] / n,
        bicubic[1] / n,
        Path.of(args[0]).getFileName(),
        restored[0] / n,
        restored[1] / n,
        (restored[0] - bicubic[0]) / n);
  }

  private static void add(double[] sums, Tensor truth, Tensor picture) {
    Rgb8 a = Rgb8.of(truth);
    Rgb8 b = Rgb8.of(picture);
    sums[0] += Psnr.between(a, b, Channels.Y, 0);
    sums[1] += Ssim.between(a, b, Channels.Y, 0);
  }

  private static List<Tensor> read(Path video, int frames, int reduction) {
    List<Tensor> read = new ArrayList<>();
    try (FrameSource source =
        FrameSource.open(
            video.toString(), SourceOptions.DEFAULT.withWarnings(System.err::println))) {
      Optional<TimedFrame> next = source.next();
      while (next.isPresent() && read.size() < frames) {
        read.add(rounded(cut(tensor(next.get().frame()), reduction)));
        next = source.next();
      }
    }
    return read;
  }

  /** The area averages, of a size that the scale divides. */
  private static Tensor cut(Tensor x, int reduction) {
    int height = x.shape().h() / reduction / SCALE * SCALE;
    int width = x.shape().w() / reduction / SCALE * SCALE;
    Tensor y = Tensor.zeros(Shape.of(3, height, width));
    for (int c = 0; c < 3; c++) {
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          float sum = 0;
          for (int i = 0; i < reduction * reduction; i++) {
            sum += x.at(0, c, row * reduction + i / reduction, column * reduction + i % reduction);
          }
          y.data()[y.index(0, c, row, column)] = sum / (reduction * reduction);
        }
      }
    }
    return y;
  }

  private static Tensor rounded(Tensor x) {
    Tensor y = Tensor.zeros(x.shape());
    for (int i = 0; i < y.data().length; i++) {
      y.data()[i] = (float) (Math.rint(255 * Math.clamp(x.data()[i], 0f, 1f)) / 255);
    }
    return y;
  }

  private static Tensor tensor(Frame frame) {
    Tensor x = Tensor.zeros(Shape.of(3, frame.height(), frame.width()));
    int plane = x.shape().plane();
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = frame.rgb()[i % plane * 3 + i / plane];
    }
    return x;
  }

  private static Frame frame(Tensor x) {
    int plane = x.shape().plane();
    float[] rgb = new float[x.data().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i % plane * 3 + i / plane] = x.data()[i];
    }
    return new Frame(x.shape().h(), x.shape().w(), rgb);
  }
}
