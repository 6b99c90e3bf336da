package planted.bench;

/** Breaks a rule on purpose, see ArchitectureRules. */
public final class Measured {}
