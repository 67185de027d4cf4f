package io.github.edvr4j.cli;

import io.github.edvr4j.stream.Padding;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the paddings under BasicSR's names. */
final class PaddingConverter implements ITypeConverter<Padding> {

  @Override
  public Padding convert(String name) {
    return Arrays.stream(Padding.values())
        .filter(padding -> nameOf(padding).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s"
                        .formatted(
                            name,
                            Arrays.stream(Padding.values())
                                .map(PaddingConverter::nameOf)
                                .collect(Collectors.joining(", ")))));
  }

  private static String nameOf(Padding padding) {
    return padding.name().toLowerCase(Locale.ROOT);
  }

  /** The names, for a shell to complete. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Padding.values()).map(PaddingConverter::nameOf).iterator();
    }
  }
}
