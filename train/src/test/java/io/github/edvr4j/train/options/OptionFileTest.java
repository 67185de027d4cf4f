package io.github.edvr4j.train.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionFileTest {

  private static final String TEXT =
      """
      name: ~
      train:
        lr: !!float 4e-4
        total_iter: 600000
        periods: [1, 2]
      """;

  @Test
  void readsWhatBasicSrWrites() {
    Section root = read(TEXT);
    assertThat(root.has("name")).isFalse();
    Section train = root.requiredSection("train");
    assertThat(train.number("lr", 0)).isEqualTo(4e-4);
    assertThat(train.integer("total_iter", 0)).isEqualTo(600_000);
    assertThat(train.numbers("periods")).containsExactly(1.0, 2.0);
  }

  @Test
  void setsWhatStandsBesideTheFile() {
    Section root =
        read(TEXT, "train:lr=1e-5", "train.total_iter=7", "train:periods=[3]", "val:every=2");
    Section train = root.requiredSection("train");
    assertThat(train.number("lr", 0)).isEqualTo(1e-5);
    assertThat(train.integer("total_iter", 0)).isEqualTo(7);
    assertThat(train.numbers("periods")).containsExactly(3.0);
    assertThat(root.requiredSection("val").integer("every", 0)).isEqualTo(2);
    assertThat(read(TEXT, "train:lr=~").requiredSection("train").has("lr")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "train | 'train' sets no option",
        "=3 | '=3' sets no option",
        "train:=3 | 'train:=3' sets no option",
        "train:lr:x=3 | lr is a value, not a section",
        "train:lr=[3 | 'train:lr=[3':1: "
      })
  void namesSettingsThatAreNone(String setting, String message) {
    assertUsage(() -> read(TEXT, setting), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\nb: [2 | some.yml:2: ",
        "a: 1\\na: 2 | some.yml:2: found duplicate key a",
        "a: !!python/object:os.system 1 | some.yml:1: could not determine a constructor",
        "- 1\\n- 2 | some.yml: an option file is a list",
        "text | some.yml: an option file is a list"
      })
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertUsage(() -> read(text.replace("\\n", "\n")), message);
  }

  @Test
  void survivesDeepAndWideFiles() {
    assertUsage(() -> read("a: " + "[".repeat(200_000)), "some.yml");
    String bomb = "a: &a [1, 1]\nb: &b [*a, *a]\n";
    StringBuilder text = new StringBuilder(bomb);
    for (char c = 'c'; c < 'z'; c++) {
      String before = "*" + (char) (c - 1);
      text.append("%c: &%c [%s, %s, %s, %s]\n".formatted(c, c, before, before, before, before));
    }
    assertUsage(() -> read(text.toString()), "some.yml");
  }

  @Test
  void namesFilesThatAreNone() {
    assertUsage(
        () -> OptionFile.read(Path.of("no", "such.yml"), List.of()), "there is no option file");
  }

  private static void assertUsage(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String message) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            EdvrException.class,
            e -> {
              assertThat(e.category()).isEqualTo(Category.USAGE);
              assertThat(e).hasMessageContaining(message);
              assertThat(e.getMessage()).doesNotContain("\n");
            });
  }

  private static Section read(String text, String... settings) {
    return OptionFile.read("some.yml", text, List.of(settings));
  }
}
