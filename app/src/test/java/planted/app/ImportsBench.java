package planted.app;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class ImportsBench {
    final planted.bench.Measured measured = new planted.bench.Measured();
}
