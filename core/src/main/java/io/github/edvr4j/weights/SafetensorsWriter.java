package io.github.edvr4j.weights;

import io.github.edvr4j.files.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes safetensors files. The same content always gives the same bytes. */
public final class SafetensorsWriter {

  /** The tensors begin at a multiple of a cache line. */
  private static final int ALIGNMENT = 64;

  private SafetensorsWriter() {}

  /**
   * @param metadata what the file says about itself
   * @param dtype FLOAT32 or FLOAT16
   * @throws io.github.edvr4j.EdvrException (OUTPUT) if the file cannot be written, (MODEL) if
   *     float16 cannot hold a value
   */
  public static void write(
      Path file, StateDict tensors, Map<String, String> metadata, Dtype dtype) {
    byte[] header = header(tensors, metadata, dtype);
    OutputFile.write(
        file,
        out -> {
          writeHeader(out, header);
          for (Map.Entry<String, StoredTensor> entry : tensors.tensors().entrySet()) {
            out.write(ParameterBytes.of(entry.getKey(), entry.getValue(), dtype));
          }
        });
  }

  private static void writeHeader(OutputStream out, byte[] header) throws IOException {
    out.write(
        ByteBuffer.allocate(SafetensorsFile.LENGTH_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
  }

  private static byte[] header(StateDict tensors, Map<String, String> metadata, Dtype dtype) {
    StringBuilder json = new StringBuilder("{\"__metadata__\":{");
    json.append(
        new TreeMap<>(metadata)
            .entrySet().stream()
                .map(entry -> quote(entry.getKey()) + ":" + quote(entry.getValue()))
                .collect(Collectors.joining(",")));
    json.append('}');
    long at = 0;
    for (Map.Entry<String, StoredTensor> entry : tensors.tensors().entrySet()) {
      long end = at + (long) entry.getValue().elements() * dtype.bytes();
      String shape =
          entry.getValue().shape().stream().map(String::valueOf).collect(Collectors.joining(","));
      json.append(
          ",%s:{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s,%s]}"
              .formatted(quote(entry.getKey()), dtype.safetensorsName(), shape, at, end));
      at = end;
    }
    json.append('}');
    int bytes = json.toString().getBytes(StandardCharsets.UTF_8).length;
    json.repeat(' ', Math.floorMod(-(SafetensorsFile.LENGTH_BYTES + bytes), ALIGNMENT));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c < ' ') {
                quoted.append("\\u%04x".formatted(c));
              } else {
                if (c == '"' || c == '\\') {
                  quoted.append('\\');
                }
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
