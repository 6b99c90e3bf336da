package planted.connectors.remote;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class ImportsConnector {
    final planted.connectors.second.Lists lists = new planted.connectors.second.Lists();
}
