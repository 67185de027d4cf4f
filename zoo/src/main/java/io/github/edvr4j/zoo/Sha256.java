package io.github.edvr4j.zoo;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checksum by which model files are known: publishers put its first digits into the name. */
public final class Sha256 {

  private static final Pattern IN_NAME =
      Pattern.compile(".*-([0-9a-f]{8,64})\\.(pth|safetensors)", Pattern.CASE_INSENSITIVE);

  /** People put the date of a training into its file's name. */
  private static final Pattern DATE =
      Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");

  private Sha256() {}

  /**
   * The checksum of a file's content, 64 hexadecimal digits in lower case.
   *
   * @throws EdvrException (MODEL) if the file cannot be read
   */
  public static String of(Path file) {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new EdvrException(
          Category.MODEL, "can't read %s: %s".formatted(file, FileFailure.reason(e)), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The first digits that a file's name says, as torch.hub has them: {@code NAME-0a1b2c3d.pth}. */
  public static Optional<String> inName(String fileName) {
    Matcher matcher = IN_NAME.matcher(fileName);
    return matcher.matches() && !DATE.matcher(matcher.group(1)).matches()
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
