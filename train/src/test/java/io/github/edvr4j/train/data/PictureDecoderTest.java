package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.metrics.Rgb8;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureDecoderTest {
  private final Rgb8 picture = DataFiles.picture(24, 17, 1);

  private static Rgb8 decode(byte[] file) throws IOException {
    return PictureDecoder.decode(new ByteArrayInputStream(file));
  }

  private static Rgb8 decode(BufferedImage image) throws IOException {
    return decode(DataFiles.encoded(image, "png"));
  }

  @Test
  void readsPngAsItIs() throws IOException {
    byte[] file = DataFiles.png(picture);
    assertThat(decode(file)).isEqualTo(picture);
    assertThat(PictureDecoder.size(new ByteArrayInputStream(file))).isEqualTo(new Size(17, 24));
  }

  @Test
  void readsARegion() throws IOException {
    Region region = new Region(3, 5, 4, 6);
    Rgb8 part = PictureDecoder.decode(new ByteArrayInputStream(DataFiles.png(picture)), region);
    assertThat(part.height()).isEqualTo(4);
    assertThat(part.width()).isEqualTo(6);
    for (int y = 0; y < 4; y++) {
      int row = 3 * ((y + 3) * 24 + 5);
      assertThat(Arrays.copyOfRange(part.values(), 18 * y, 18 * y + 18))
          .isEqualTo(Arrays.copyOfRange(picture.values(), row, row + 18));
    }
  }

  @Test
  void refusesARegionBeyondThePicture() {
    var file = new ByteArrayInputStream(DataFiles.png(picture));
    assertThatThrownBy(() -> PictureDecoder.decode(file, new Region(0, 0, 18, 24)))
        .isInstanceOf(IOException.class)
        .hasMessage("is only 24x17");
  }

  @Test
  void dropsAlpha() throws IOException {
    assertThat(decode(DataFiles.image(picture, BufferedImage.TYPE_INT_ARGB))).isEqualTo(picture);
  }

  @Test
  void spreadsGreyWithoutChangingIt() throws IOException {
    BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 100, 255});
    assertThat(decode(grey).values())
        .containsExactly(0, 0, 0, 100, 100, 100, (byte) 255, (byte) 255, (byte) 255);
  }

  @Test
  void readsPalettes() throws IOException {
    BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.setRGB(0, 0, 0xFFFF0000);
    indexed.setRGB(1, 0, 0xFF0000FF);
    assertThat(decode(indexed).values()).containsExactly((byte) 255, 0, 0, 0, 0, (byte) 255);
  }

  @Test
  void roundsSixteenBits() throws IOException {
    var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 2, 1, 3, null);
    raster.setPixels(0, 0, 2, 1, new int[] {0, 128, 129, 257, 65535, 32768});
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    Rgb8 read = decode(new BufferedImage(model, raster, false, null));
    assertThat(read.values()).containsExactly(0, 0, 1, 1, (byte) 255, (byte) 128);
  }

  @Test
  void readsJpeg() throws IOException {
    byte[] flat = new byte[3 * 16 * 16];
    for (int i = 0; i < flat.length; i += 3) {
      flat[i] = (byte) 200;
      flat[i + 1] = 90;
      flat[i + 2] = 30;
    }
    BufferedImage image = DataFiles.image(new Rgb8(16, 16, flat), BufferedImage.TYPE_INT_RGB);
    byte[] read = decode(DataFiles.encoded(image, "jpg")).values();
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i] & 0xFF).isBetween((flat[i] & 0xFF) - 2, (flat[i] & 0xFF) + 2);
    }
  }

  @Test
  void namesWhatIsWrong() {
    byte[] png = DataFiles.png(picture);
    byte[] jpeg = DataFiles.encoded(DataFiles.image(picture, BufferedImage.TYPE_INT_RGB), "jpg");
    assertDamaged(Arrays.copyOf(png, png.length / 2), "ends too early");
    assertDamaged(Arrays.copyOf(png, 20), "ends too early");
    assertDamaged(Arrays.copyOf(jpeg, jpeg.length - 100), "is damaged");
    assertDamaged(new byte[0], "is not a PNG or JPEG picture");
    assertDamaged("no picture".getBytes(StandardCharsets.UTF_8), "is not a PNG or JPEG picture");
    byte[] noise = png.clone();
    Arrays.fill(noise, 60, png.length - 20, (byte) 7);
    assertDamaged(noise, "is damaged");
  }

  private static void assertDamaged(byte[] file, String reason) {
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(reason)
        .hasMessageNotContainingAny("Exception", "null");
  }

  @Test
  void takesNoMemoryForWhatAHeadClaims() {
    byte[] file = DataFiles.png(picture);
    ByteBuffer.wrap(file).putInt(16, 40_000).putInt(20, 40_000);
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(IOException.class)
        .hasMessage("is 40000x40000, more than 100 million pixels");
  }
}
