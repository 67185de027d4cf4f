package io.github.edvr4j.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a file can't be read or written, in words for people. */
public final class FileFailure {

  private static final String NO_REASON = "no reason is given";

  private FileFailure() {}

  /**
   * The reason, to follow the file's name and a colon: one line, in the system's words where Java
   * passes them on. Java itself often gives no more than the name of a class, and that of a file,
   * which needn't be the one that the user knows of.
   */
  public static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException inTheWay -> inTheWay.getFile() + " is in the way";
      case NotDirectoryException _ -> "it is not a folder";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case FileSystemLoopException _ -> "links lead in a circle";
      case CharacterCodingException _ -> "it is not UTF-8 text";
      case EOFException _ -> "it ends too early";
      case ClosedByInterruptException _ -> "it was interrupted";
      case FileSystemException other -> firstLine(other.getReason());
      default -> firstLine(failure.getMessage());
    };
  }

  /** The same of a walk through folders, which throws this where one of them can't be read. */
  public static String reason(UncheckedIOException failure) {
    return failure.getCause() instanceof IOException cause ? reason(cause) : NO_REASON;
  }

  private static String firstLine(@Nullable String words) {
    return Optional.ofNullable(words)
        .flatMap(text -> text.lines().filter(line -> !line.isBlank()).findFirst())
        .map(String::strip)
        .orElse(NO_REASON);
  }
}
