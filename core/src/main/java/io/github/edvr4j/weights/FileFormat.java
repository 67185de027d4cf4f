package io.github.edvr4j.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The formats of model files, recognised by content. */
public enum FileFormat {
  /** What {@code torch.save} writes since PyTorch 1.6: a pickle and its tensors in a zip. */
  ZIP_PTH(".pth (zip)"),
  /** What {@code torch.save} wrote before, and what many published files are in. */
  LEGACY_PTH(".pth (legacy)"),
  /** A JSON header and the tensors' bytes. */
  SAFETENSORS("safetensors");

  private final String label;

  FileFormat(String label) {
    this.label = label;
  }

  /**
   * The format of a file.
   *
   * @throws EdvrException (MODEL) if the file cannot be read or is in none of the formats
   */
  public static FileFormat of(Path file) {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (MalformedFileException e) {
      throw e.of(file.toString());
    } catch (IOException e) {
      throw new EdvrException(
          EdvrException.Category.MODEL,
          "can't read the model file %s: %s".formatted(file, FileFailure.reason(e)),
          e);
    }
  }

  /**
   * @throws MalformedFileException if the file is none of them; says what it seems to be
   */
  static FileFormat of(MemorySegment file) {
    String head =
        new String(
            file.asSlice(0, Math.min(512, file.byteSize())).toArray(ValueLayout.JAVA_BYTE),
            ISO_8859_1);
    if (head.startsWith("PK\3\4")) {
      return ZIP_PTH;
    }
    if (PthFile.isLegacy(file)) {
      return LEGACY_PTH;
    }
    // The length of a header of at most 100 MB has zeros in its upper half.
    if (head.length() > 8 && head.startsWith("\0\0\0\0", 4) && head.charAt(8) == '{') {
      return SAFETENSORS;
    }
    throw new MalformedFileException(
        "is no .pth or safetensors file; it seems to be " + guess(head));
  }

  /** A few words for people. */
  public String label() {
    return label;
  }

  private static String guess(String head) {
    String text = head.stripLeading().toLowerCase(Locale.ROOT);
    if (head.isEmpty()) {
      return "empty";
    } else if (text.startsWith("<!doctype") || text.startsWith("<html")) {
      return "a web page, as a failed download leaves";
    } else if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer; fetch the file itself with git lfs pull";
    } else if (text.startsWith("{") || text.startsWith("[")) {
      return "a JSON text";
    } else if (head.startsWith("\u0089PNG")) {
      return "a PNG image";
    } else if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return "a JPEG image";
    } else if (head.startsWith("ftyp", 4)) {
      return "an MP4 video";
    } else if (head.startsWith("\u001a\u0045\u00df\u00a3")) {
      return "a Matroska video";
    } else if (head.startsWith("GGUF")) {
      return "a GGUF model";
    } else if (head.startsWith("\u0089HDF")) {
      return "an HDF5 file";
    } else if (head.startsWith("\u001f\u008b")) {
      return "compressed with gzip";
    } else if (head.startsWith("ustar", 257)) {
      return "a tar archive";
    } else if (head.startsWith("PK")) {
      return "an empty or split zip file";
    } else if (head.startsWith("\u0080")) {
      return "a pickle that torch.save did not write";
    }
    return "something else";
  }
}
