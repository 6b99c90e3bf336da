package planted.detectors.first;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class ImportsConnector {
    final planted.connectors.Source connector = new planted.connectors.Source();
}
