package io.github.edvr4j.goldens;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What the official network computes: the bundled folder, or the one that {@code -Dgoldens=DIR}
 * names. A file that the manifest names must be there.
 */
public final class Goldens {

  private static final JsonNode MANIFEST =
      new ObjectMapper().readTree(root().resolve("manifest.json").toFile());

  private Goldens() {}

  public static boolean bundled() {
    return System.getProperty("goldens", "").isEmpty();
  }

  public static Path root() {
    return bundled()
        ? Path.of("..", "core", "src", "test", "resources", "goldens")
        : Path.of(System.getProperty("goldens"));
  }

  /** A file of the folder; it is an error if it is not there. */
  public static Path file(String path) {
    Path file = root().resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("the golden file is missing: " + file.toAbsolutePath());
    }
    return file;
  }

  /** One section of the manifest, case by case. */
  public static List<Entry> section(String name) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : MANIFEST.get(name).properties()) {
      entries.add(new Entry(name, entry.getKey(), entry.getValue()));
    }
    return entries;
  }

  /** One case: its description in the manifest, and its arrays when asked for. */
  public record Entry(String section, String name, JsonNode json) {

    public Arrays arrays() {
      return new Arrays(Npz.read(file(json.get("file").asString())));
    }

    /** Worst distance of float32 from float64, absolute; 0 where the manifest has none. */
    public double error() {
      JsonNode errors = json.path("f32_vs_f64");
      return errors.isArray() ? errors.get(0).asDouble() : 0;
    }

    /** As {@link #error()}, for one array of {@code deform/}. */
    public double error(String array) {
      return json.path("f32_vs_f64_maxabs").path(array).asDouble(0);
    }

    @Override
    public String toString() {
      return section + "/" + name;
    }
  }

  /** The arrays of a case. */
  public record Arrays(Map<String, NpyArray> arrays) {

    public boolean has(String name) {
      return arrays.containsKey(name);
    }

    public float[] floats(String name) {
      return array(name).floats();
    }

    /**
     * Those of the values that an array has: all of them, or at equal steps as many as it holds,
     * since the bundled trainings are thinned out.
     */
    public float[] sampled(String name, float[] values) {
      return thinned(values, array(name).size());
    }

    /** At equal steps as many of the values as that. */
    public static float[] thinned(float[] values, int count) {
      int step = (values.length + count - 1) / count;
      float[] sampled = new float[(values.length + step - 1) / step];
      for (int i = 0; i < sampled.length; i++) {
        sampled[i] = values[i * step];
      }
      return sampled;
    }

    private NpyArray array(String name) {
      NpyArray array = arrays.get(name);
      if (array == null) {
        throw new IllegalStateException("the golden file has no array " + name);
      }
      return array;
    }

    /** An array of rank 4. */
    public Tensor tensor(String name) {
      float[] values = floats(name);
      int[] s = array(name).shape();
      return new Tensor(new Shape(s[0], s[1], s[2], s[3]), values);
    }

    /** Frame t of an array (B, T, C, H, W), as (B, C, H, W). */
    public List<Tensor> frames(String name) {
      float[] values = floats(name);
      int[] s = array(name).shape();
      int length = s[2] * s[3] * s[4];
      List<Tensor> frames = new ArrayList<>();
      for (int t = 0; t < s[1]; t++) {
        Tensor frame = Tensor.zeros(new Shape(s[0], s[2], s[3], s[4]));
        for (int b = 0; b < s[0]; b++) {
          System.arraycopy(values, (b * s[1] + t) * length, frame.data(), b * length, length);
        }
        frames.add(frame);
      }
      return frames;
    }
  }
}
