package io.github.edvr4j.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packages of edvr4j, each with the rooms that it may use.
 *
 * <p>A room is known by the package segment after {@code edvr4j} wherever that stands, so that a
 * fixture outside the product is judged by the same rules.
 */
enum Room {
  /** The package {@code edvr4j} itself, open to all. */
  SHARED,

  FILES,
  TENSOR,
  OPS(TENSOR),
  SCALAR(OPS, TENSOR),
  MODEL(OPS, TENSOR),
  KERNEL(OPS, TENSOR),
  ENGINE(KERNEL, MODEL, OPS, TENSOR),
  WEIGHTS(FILES, MODEL, OPS, TENSOR),
  RESIZE(TENSOR),
  STREAM(ENGINE, MODEL, OPS, RESIZE, TENSOR),
  ALIGNMENT(ENGINE, MODEL, OPS, TENSOR),

  METRICS(TENSOR),
  ZOO(FILES, TENSOR, OPS, MODEL, WEIGHTS),
  ONNX(FILES, TENSOR, OPS, MODEL, WEIGHTS),
  VIDEO(FILES, TENSOR, OPS, SCALAR, MODEL, KERNEL, ENGINE, WEIGHTS, RESIZE, STREAM),
  REPORT(FILES, TENSOR, OPS, MODEL, ENGINE, WEIGHTS, RESIZE, STREAM, ALIGNMENT, METRICS),
  TRAIN(
      FILES, TENSOR, OPS, SCALAR, MODEL, ENGINE, WEIGHTS, RESIZE, STREAM, ALIGNMENT, METRICS,
      VIDEO),
  CLI(
      FILES, TENSOR, OPS, SCALAR, MODEL, KERNEL, ENGINE, WEIGHTS, RESIZE, STREAM, METRICS, ZOO,
      ONNX, VIDEO, REPORT, TRAIN),
  BENCH(TENSOR, OPS, SCALAR, MODEL, KERNEL, ENGINE, WEIGHTS, RESIZE, STREAM, ONNX, VIDEO, TRAIN),
  EXAMPLES(TENSOR, OPS, SCALAR, MODEL, KERNEL, ENGINE, WEIGHTS, RESIZE, STREAM, METRICS, VIDEO);

  /** The rooms of the module {@code core}. */
  static final Set<Room> CORE =
      Set.of(
          SHARED, FILES, TENSOR, OPS, SCALAR, MODEL, KERNEL, ENGINE, WEIGHTS, RESIZE, STREAM,
          ALIGNMENT);

  private static final Pattern OURS = Pattern.compile("(?:.*\\.)?edvr4j(?:\\.(\\w+).*)?");

  private final Set<Room> uses;

  Room(Room... uses) {
    this.uses = Set.of(uses);
  }

  boolean mayUse(Room other) {
    return other == this || other == SHARED || uses.contains(other);
  }

  /** Whether the class lies in {@code edvr4j} or below. */
  static boolean isOurs(JavaClass javaClass) {
    return OURS.matcher(javaClass.getPackageName()).matches();
  }

  /** The room of a class; empty where the class is not ours or lies in no declared room. */
  static Optional<Room> of(JavaClass javaClass) {
    Matcher ours = OURS.matcher(javaClass.getPackageName());
    if (!ours.matches()) {
      return Optional.empty();
    }
    String name = ours.group(1) == null ? SHARED.name() : ours.group(1).toUpperCase(Locale.ROOT);
    return Stream.of(values()).filter(room -> room.name().equals(name)).findFirst();
  }
}
