package dev.assay.detectors.indicator.version;

import org.apache.maven.artifact.versioning.ComparableVersion;

/** Maven's own order, by Maven's own class. It takes any text. */
record MavenVersion(ComparableVersion version) implements Version {
    static MavenVersion parse(String text) {
        return new MavenVersion(new ComparableVersion(text));
    }

    @Override
    public int compareTo(Version other) {
        return version.compareTo(((MavenVersion) other).version);
    }
}
