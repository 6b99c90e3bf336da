package planted.engine;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class StaticCounter {
    static int counter;
}
