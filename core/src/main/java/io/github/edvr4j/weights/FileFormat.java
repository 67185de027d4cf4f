package io.github.edvr4j.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/** The formats of model files, recognised by content. */
enum FileFormat {
  ZIP_PTH,
  LEGACY_PTH,
  SAFETENSORS;

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
