package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.Mention;

/** What Maven and Gradle let a project write for a version. Pure functions. */
final class MavenVersion {
    private MavenVersion() {}

    /**
     * {@code 1.2.3} is what is taken unless something nearer asks for another; brackets, {@code +} and words such as
     * {@code latest.release} leave a choice.
     */
    static Mention of(Mention mention, String text) {
        String version = text.strip();
        boolean isOne = !version.isEmpty()
                && "[(".indexOf(version.charAt(0)) < 0
                && !version.endsWith("+")
                && !version.contains("${")
                && !version.equals("LATEST")
                && !version.equals("RELEASE")
                && !version.startsWith("latest.");
        boolean isPinned = version.startsWith("[") && version.endsWith("]") && version.indexOf(',') < 0;
        return mention.range(version)
                .version(
                        isOne
                                ? version
                                : isPinned
                                        ? version.substring(1, version.length() - 1)
                                                .strip()
                                        : "");
    }
}
