package io.github.edvr4j.zoo;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a model file comes from.
 *
 * @param address where a program asks for it, http or https
 * @param page where a person gets it with a browser, for a host that may refuse programs
 */
public record Origin(URI address, Optional<URI> page) {

  /** A file that every program gets. */
  public static Origin of(URI address) {
    return new Origin(address, Optional.empty());
  }

  /** What a refusal should go on to say: how a browser gets the file, if one does. */
  String otherwise(Path target) {
    return page.map(
            there ->
                "; open %s in a browser instead and save the file as %s".formatted(there, target))
        .orElse("");
  }
}
