package io.github.edvr4j.weights;

import static io.github.edvr4j.weights.CraftedFile.read;
import static io.github.edvr4j.weights.CraftedFile.safetensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class SafetensorsTest {

  private static final String HEADER =
      "{\"__metadata__\":{\"k\\u00e9y\":\"v\\n\"},"
          + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
          + " \"b\" : { \"shape\":[], \"data_offsets\":[16,24], \"dtype\":\"I64\" } } ";

  @Test
  void readsTensorsAndMetadata() {
    byte[] file = safetensors(HEADER, 24);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 12, 2.5f);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(file.length - 8, 7);
    Checkpoint checkpoint = read(file);
    assertThat(checkpoint.metadata()).containsOnlyKeys("kéy").containsValue("v\n");
    assertThat(checkpoint.tensors().names()).containsExactly("a", "b");
    assertThat(checkpoint.tensors().get("a", 4)).containsExactly(0, 0, 0, 2.5f);
    StoredTensor b = checkpoint.tensors().find("b").orElseThrow();
    assertThat(b.shape()).isEmpty();
    assertThat(b.longs()).containsExactly(7);
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void readsEveryElementType(Dtype dtype) {
    String header =
        "{\"a\":{\"dtype\":\"%s\",\"shape\":[3],\"data_offsets\":[0,%d]}}"
            .formatted(dtype.safetensorsName(), 3 * dtype.bytes());
    StoredTensor tensor =
        read(safetensors(header, 3 * dtype.bytes())).tensors().find("a").orElseThrow();
    assertThat(tensor.dtype()).isEqualTo(dtype);
    assertThat(tensor.doubles()).containsExactly(0, 0, 0);
  }

  /** Arabic has digits of its own. */
  @Test
  @DefaultLocale("ar-EG")
  void whatIsWrittenCanBeReadWhateverTheLocale(@TempDir Path folder) {
    Path file = folder.resolve("a.safetensors");
    StateDict tensors =
        new StateDict("a test", Map.of("a", StoredTensor.of(List.of(2), new float[] {1, 2})));
    SafetensorsWriter.write(file, tensors, Map.of(), Dtype.FLOAT32);
    assertThat(Checkpoints.read(file).tensors().get("a", 2)).containsExactly(1, 2);
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining(message);
  }

  private static String tensor(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
        .formatted(name, dtype, shape, offsets);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F32| 2| 0,7| gives a 7 bytes",
        "F32| 3| 0,8| gives a 8 bytes",
        "F32| 2| 0,16| is truncated or damaged: a should end at byte 16, but there are 8 bytes",
        "F32| 1| 4,8| places a at bytes 4 to 8",
        "F32| 1| 0,4| has 8 bytes of tensors where its header describes 4",
        "F32| 2| 8,0| places a at bytes 8 to 0",
        "F32| 99999999999999999| 0,8| gives a 8 bytes, but",
        "F32| 4294967296,4294967296,0| 0,0| absurd shape",
        "F32| 4294967296,0| 0,0| has 8 bytes of tensors",
        "F8_E4M3| 8| 0,8| as F8_E4M3, a type that is not known",
        "F32| -2| 0,8| lacks a number",
        "F32| 2| 0| describes a incompletely",
        "F32| 02| 0,8| lacks a number",
        "F32| 2.0| 0,8| lacks ']'",
        "F32| 9999999999999999999| 0,8| lacks a number"
      })
  void refusesTensorsThatDoNotFit(String dtype, String shape, String offsets, String message) {
    assertRefused(safetensors("{" + tensor("a", dtype, shape, offsets) + "}", 8), message);
  }

  @Test
  void refusesTensorsThatNoArrayCanHold() {
    String header = "{" + tensor("a", "F32", "4294967296,0", "0,0") + "}";
    assertRefused(safetensors(header, 0), "is damaged at a: a tensor's shape [4294967296, 0]");
  }

  @Test
  void refusesOverlapsAndHoles() {
    String a = tensor("a", "F32", "2", "0,8");
    assertRefused(
        safetensors("{" + a + "," + tensor("b", "F32", "2", "4,12") + "}", 12),
        "places b at bytes 4 to 12 of 12, but 8 is where");
    assertRefused(
        safetensors("{" + a + "," + tensor("b", "F32", "2", "12,20") + "}", 20),
        "places b at bytes 12 to 20 of 20, but 8 is where");
    assertRefused(
        safetensors("{" + a + "," + tensor("b", "F32", "2", "0,8") + "}", 8),
        "places b at bytes 0 to 8 of 8, but 8 is where");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":1}| lacks '{'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4],\"x\":1}}| lacks dtype, shape",
        "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}| describes dtype twice",
        "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}| describes k twice",
        "{\"__metadata__\":{},\"__metadata__\":{}}| describes __metadata__ twice",
        "{\"__metadata__\":{\"k\":1}}| lacks '\"'",
        "{\"__metadata__\":{\"k\":\"\\x\"}}| lacks an escape",
        "{\"__metadata__\":{\"k\":\"\\u12g4\"}}| lacks four hexadecimal digits",
        "{\"__metadata__\":{\"k\":\"| lacks more",
        "{\"__metadata__\":{},}| lacks '\"'",
        "{\"__metadata__\":{}}x| lacks the end",
        "{| lacks '\"'"
      })
  void refusesHeadersThatAreNotAsTheFormatDemands(String header, String message) {
    assertRefused(safetensors(header, 0), message);
  }

  @Test
  void refusesDuplicateNames() {
    String a = tensor("a", "F32", "1", "0,4");
    assertRefused(safetensors("{" + a + "," + a + "}", 4), "describes a twice");
  }

  @Test
  void refusesHeadersThatDoNotFit() {
    byte[] file = safetensors(HEADER, 24);
    ByteBuffer length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(0, file.length);
    assertRefused(file, "truncated");
    length.putLong(0, 100_000_001);
    assertRefused(file, "more than 100 MB");
    length.putLong(0, HEADER.length() - 3);
    assertRefused(file, "has a safetensors header that lacks");
  }

  @Test
  void refusesFilesThatEndAnywhere() {
    byte[] file = safetensors(HEADER, 24);
    for (int length = 0; length < file.length; length++) {
      byte[] truncated = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(truncated))
          .as("%d bytes", length)
          .isInstanceOf(EdvrException.class);
    }
  }

  @Test
  void survivesRandomDamage() {
    HostileFileTest.survivesRandomDamage(safetensors(HEADER, 24), 5000);
  }

  @Test
  void readsFromMemoryOfAnyKind() {
    MemorySegment direct = MemorySegment.ofBuffer(ByteBuffer.allocateDirect(1000));
    byte[] file = safetensors(HEADER, 24);
    MemorySegment odd = direct.asSlice(3, file.length);
    MemorySegment.copy(MemorySegment.ofArray(file), 0, odd, 0, file.length);
    assertThat(Checkpoints.read("odd", odd, WeightSet.TRAINED).tensors().get("a", 4))
        .containsExactly(0, 0, 0, 0);
  }
}
