package io.github.edvr4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses PRODUCT = importProduct();
  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("fixture");

  @Test
  void theProductIsSeen() {
    assertThat(PRODUCT)
        .extracting(javaClass -> Room.of(javaClass).orElseThrow())
        .contains(Room.SHARED, Room.TENSOR, Room.OPS, Room.SCALAR, Room.MODEL, Room.KERNEL)
        .contains(Room.METRICS, Room.ZOO, Room.ONNX, Room.VIDEO, Room.CLI, Room.BENCH)
        .contains(Room.EXAMPLES);
  }

  @Test
  void roomsUseOnlyWhatTheyMay() {
    HouseRules.ROOMS_USE_ONLY_WHAT_THEY_MAY.check(PRODUCT);
  }

  @Test
  void coreNeedsNoThirdParty() {
    HouseRules.CORE_NEEDS_NO_THIRD_PARTY.check(PRODUCT);
  }

  @Test
  void roomsFormNoCycle() {
    HouseRules.NO_CYCLES.check(PRODUCT);
  }

  @Test
  void aForbiddenArrowIsRejected() {
    assertThat(violations(HouseRules.ROOMS_USE_ONLY_WHAT_THEY_MAY))
        .contains("MODEL may not use ENGINE")
        .contains("fixture.edvr4j.nowhere.HasNoRoom has no room")
        .doesNotContain("ENGINE may not use MODEL");
  }

  @Test
  void aThirdPartyInCoreIsRejected() {
    assertThat(violations(HouseRules.CORE_NEEDS_NO_THIRD_PARTY))
        .contains("fixture.edvr4j.tensor.UsesThirdParty");
  }

  @Test
  void aCycleIsRejected() {
    assertThat(violations(HouseRules.NO_CYCLES))
        .contains("fixture.edvr4j.model", "fixture.edvr4j.engine");
  }

  private static String violations(ArchRule rule) {
    return rule.evaluate(BROKEN).getFailureReport().toString();
  }

  private static JavaClasses importProduct() {
    return new ClassFileImporter()
        .withImportOption(location -> !location.contains("/test-classes/"))
        .importPackages("io.github.edvr4j");
  }
}
