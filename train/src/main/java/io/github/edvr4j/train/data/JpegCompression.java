package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * JPEG, every frame compressed alone at one quality.
 *
 * @param quality 1 to 100
 */
record JpegCompression(Range quality) implements Degradation {

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    float share = (float) (quality.draw(random) / 100);
    return frames.stream().map(frame -> compressed(frame, share)).toList();
  }

  private static Tensor compressed(Tensor frame, float quality) {
    try {
      return FrameTensors.of(
          PictureDecoder.decode(new ByteArrayInputStream(jpeg(picture(Rgb8.of(frame)), quality))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] jpeg(BufferedImage picture, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam options = writer.getDefaultWriteParam();
      options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      options.setCompressionQuality(quality);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), options);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage picture(Rgb8 frame) {
    BufferedImage picture =
        new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[frame.width() * frame.height()];
    byte[] values = frame.values();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (values[3 * i] & 0xFF) << 16 | (values[3 * i + 1] & 0xFF) << 8 | values[3 * i + 2] & 0xFF;
    }
    picture.setRGB(0, 0, frame.width(), frame.height(), pixels, 0, frame.width());
    return picture;
  }
}
