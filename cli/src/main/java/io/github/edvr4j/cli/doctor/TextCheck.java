package io.github.edvr4j.cli.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * How text gets in and out.
 *
 * @param terminal whether a person watches stderr
 * @param output the encoding of what is printed
 * @param fileNames the encoding of file names
 * @param windows whether this is Windows, where file names need no encoding
 */
record TextCheck(
    boolean terminal, Locale locale, String output, String fileNames, boolean windows) {

  static TextCheck ofThisProcess(boolean terminal) {
    return new TextCheck(
        terminal,
        Locale.getDefault(),
        System.getProperty("stdout.encoding"),
        System.getProperty("sun.jnu.encoding"),
        System.getProperty("os.name").startsWith("Windows"));
  }

  List<Finding> findings() {
    String text =
        "%s, locale %s, %s"
            .formatted(
                terminal ? "a terminal" : "no terminal (progress is not drawn)",
                locale.toLanguageTag(),
                output);
    boolean anyName = windows || StandardCharsets.UTF_8.equals(Charset.forName(fileNames));
    return List.of(
        anyName
            ? Finding.ok("terminal", text)
            : Finding.warning(
                "terminal",
                "%s; files whose names are not plain %s can't be opened".formatted(text, fileNames),
                "set the environment variable LC_ALL to C.UTF-8 or to another UTF-8 locale"));
  }
}
