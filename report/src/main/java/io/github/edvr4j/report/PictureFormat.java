package io.github.edvr4j.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** How pictures are kept. */
enum PictureFormat {
  /** Every pixel as it is: for charts, legends, few colours and coarse grids. */
  PNG("png", "image/png", 0),

  /** A fraction of the size, no difference to the eye: for what has fine detail. */
  JPEG("jpg", "image/jpeg", 0.85f) {
    /** Colours as finely as brightness, or arrows of colour would run into one another. */
    @Override
    void refine(IIOMetadata metadata) throws IIOInvalidTreeException {
      String format = metadata.getNativeMetadataFormatName();
      Node tree = metadata.getAsTree(format);
      NodeList components = ((Element) tree).getElementsByTagName("componentSpec");
      for (int i = 0; i < components.getLength(); i++) {
        Element component = (Element) components.item(i);
        component.setAttribute("HsamplingFactor", "1");
        component.setAttribute("VsamplingFactor", "1");
      }
      metadata.setFromTree(format, tree);
    }
  };

  private final String extension;
  private final String mediaType;
  private final float quality;

  /**
   * @param quality 0 to 1; of PNG, which loses nothing, 0 is the smallest
   */
  PictureFormat(String extension, String mediaType, float quality) {
    this.extension = extension;
    this.mediaType = mediaType;
    this.quality = quality;
  }

  void refine(IIOMetadata metadata) throws IIOInvalidTreeException {}

  /** The picture's file in a folder. */
  String fileName(String name) {
    return name + "." + extension;
  }

  /** The picture as a link that needs no file. */
  String link(BufferedImage picture) {
    return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes(picture));
  }

  byte[] bytes(BufferedImage picture) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(extension).next();
    ImageWriteParam options = writer.getDefaultWriteParam();
    options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    options.setCompressionQuality(quality);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(picture), options);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      refine(metadata);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, metadata), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
