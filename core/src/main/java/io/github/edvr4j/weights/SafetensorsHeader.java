package io.github.edvr4j.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file. Its JSON has one fixed shape, so the parser follows that and
 * needs neither values of any kind nor recursion.
 *
 * @param tensors by name, in the header's order
 * @param metadata the strings under {@code __metadata__}
 */
record SafetensorsHeader(Map<String, Tensor> tensors, Map<String, String> metadata) {

  private static final int MAX_TENSORS = 100_000;
  private static final String METADATA = "__metadata__";

  /**
   * @param begin first byte, counted from the header's end
   * @param end byte after the last
   */
  record Tensor(Dtype dtype, List<Long> shape, long begin, long end) {

    /** How many bytes the shape takes. */
    long bytes() {
      long product = dtype.bytes();
      for (long extent : shape) {
        try {
          product = Math.multiplyExact(product, extent);
        } catch (ArithmeticException e) {
          throw new MalformedFileException("has a tensor of absurd shape " + shape);
        }
      }
      return product;
    }
  }

  static SafetensorsHeader parse(String json) {
    return new Parser(json).header();
  }

  private static final class Parser {

    private final String json;
    private int at;

    Parser(String json) {
      this.json = json;
    }

    SafetensorsHeader header() {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      Set<String> names = new HashSet<>();
      members(
          name -> {
            if (!names.add(name)) {
              throw twice(name);
            } else if (name.equals(METADATA)) {
              members(key -> addOnce(metadata, key, string()));
            } else {
              tensors.put(name, tensor(name));
            }
            if (tensors.size() > MAX_TENSORS) {
              throw new MalformedFileException("describes more than 100,000 tensors");
            }
          });
      space();
      if (at < json.length()) {
        throw malformed("the end");
      }
      return new SafetensorsHeader(tensors, metadata);
    }

    private static <V> void addOnce(Map<String, V> map, String key, V value) {
      if (map.put(key, value) != null) {
        throw twice(key);
      }
    }

    private static MalformedFileException twice(String name) {
      return new MalformedFileException("describes " + name + " twice");
    }

    private Tensor tensor(String name) {
      Map<String, Object> fields = new LinkedHashMap<>();
      members(
          key ->
              addOnce(
                  fields,
                  key,
                  switch (key) {
                    case "dtype" -> string();
                    case "shape", "data_offsets" -> integers();
                    default -> throw malformed("dtype, shape or data_offsets");
                  }));
      if (!(fields.get("dtype") instanceof String dtypeName)
          || !(fields.get("shape") instanceof List<?> shape)
          || !(fields.get("data_offsets") instanceof List<?> offsets)
          || offsets.size() != 2) {
        throw new MalformedFileException("describes " + name + " incompletely");
      }
      Dtype dtype =
          Dtype.ofSafetensors(dtypeName)
              .orElseThrow(
                  () ->
                      new MalformedFileException(
                          "holds %s as %s, a type that is not known here"
                              .formatted(name, dtypeName)));
      List<Long> extents = shape.stream().map(Long.class::cast).toList();
      return new Tensor(dtype, extents, (Long) offsets.get(0), (Long) offsets.get(1));
    }

    /** Receives a member's name and parses its value. */
    private interface Member {
      void parse(String name);
    }

    private void members(Member member) {
      expect('{');
      if (!skip('}')) {
        do {
          String name = string();
          expect(':');
          member.parse(name);
        } while (skip(','));
        expect('}');
      }
    }

    private List<Long> integers() {
      List<Long> values = new ArrayList<>();
      expect('[');
      if (!skip(']')) {
        do {
          values.add(integer());
        } while (skip(','));
        expect(']');
      }
      return values;
    }

    private long integer() {
      space();
      int from = at;
      while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
        at++;
      }
      int digits = at - from;
      // 18 digits fit into a long; leading zeros are no JSON.
      if (digits == 0 || digits > 18 || (digits > 1 && json.charAt(from) == '0')) {
        throw malformed("a number of at most 18 digits");
      }
      return Long.parseLong(json, from, at, 10);
    }

    private String string() {
      expect('"');
      StringBuilder text = new StringBuilder();
      while (true) {
        char c = next();
        if (c == '"') {
          return text.toString();
        } else if (c < ' ') {
          throw malformed("text without control characters");
        }
        text.append(c == '\\' ? escaped() : c);
      }
    }

    private char escaped() {
      char c = next();
      return switch (c) {
        case '"', '\\', '/' -> c;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> {
          int code = 0;
          for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
              throw malformed("four hexadecimal digits");
            }
            code = code * 16 + digit;
          }
          yield (char) code;
        }
        default -> throw malformed("an escape of JSON");
      };
    }

    private char next() {
      if (at == json.length()) {
        throw malformed("more");
      }
      return json.charAt(at++);
    }

    private void expect(char c) {
      if (!skip(c)) {
        throw malformed("'" + c + "'");
      }
    }

    private boolean skip(char c) {
      space();
      if (at < json.length() && json.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void space() {
      while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
        at++;
      }
    }

    private MalformedFileException malformed(String expected) {
      return new MalformedFileException(
          "has a safetensors header that lacks %s at character %d".formatted(expected, at));
    }
  }
}
