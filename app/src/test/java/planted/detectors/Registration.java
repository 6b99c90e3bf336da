package planted.detectors;

/** Breaks a rule on purpose, see ArchitectureRules. */
public final class Registration {}
