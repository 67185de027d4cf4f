package io.github.edvr4j.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Holds for a class whose room may use the room of every class that it depends on. */
final class UseOnlyAllowedRooms extends ArchCondition<JavaClass> {
  UseOnlyAllowedRooms() {
    super("be in a declared room and use only the rooms that it may");
  }

  @Override
  public void check(JavaClass user, ConditionEvents events) {
    Room.of(user)
        .ifPresentOrElse(
            room -> check(user, room, events),
            () -> events.add(SimpleConditionEvent.violated(user, user.getName() + " has no room")));
  }

  private static void check(JavaClass user, Room room, ConditionEvents events) {
    for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
      Room.of(dependency.getTargetClass())
          .filter(used -> !room.mayUse(used))
          .ifPresent(
              used ->
                  events.add(
                      SimpleConditionEvent.violated(
                          dependency,
                          room + " may not use " + used + ": " + dependency.getDescription())));
    }
  }
}
