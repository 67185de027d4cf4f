package io.github.edvr4j.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** The arrows between packages, and what core may need at run time. */
final class HouseRules {
  static final ArchRule ROOMS_USE_ONLY_WHAT_THEY_MAY =
      classes().that(describe("are ours", Room::isOurs)).should(new UseOnlyAllowedRooms());

  static final ArchRule CORE_NEEDS_NO_THIRD_PARTY =
      classes()
          .that(describe("are in core", c -> Room.of(c).filter(Room.CORE::contains).isPresent()))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "jdk.incubator.vector..", "org.jspecify.annotations..", "..edvr4j..");

  static final ArchRule NO_CYCLES = slices().matching("(**)").should().beFreeOfCycles();

  private HouseRules() {}
}
