package dev.assay.detectors.indicator.feed;

import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Indicator;

/** Takes what a feed has. Belongs to one thread. */
public interface FeedSink {
    /** Why an advisory that was taken back says nothing. */
    String WITHDRAWN = "withdrawn";

    /** Why an advisory says nothing that has no package and no repository. */
    String NO_PACKAGE = "without a package";

    /** Why a member of a zip is not read. */
    String NO_JSON = "in files that are no .json";

    /** @param name of a package; with {@code *} for any characters */
    void add(Ecosystem ecosystem, String name, Indicator indicator);

    /**
     * Something that could not be read, while the rest goes on.
     *
     * @param place the line, or the member of an archive: never empty
     */
    void problem(String place, String reason);

    /**
     * A record that says nothing, as its publisher means it: it was withdrawn, or is of an ecosystem that has no packages here.
     *
     * @param why as words behind a number: {@code of OSS-Fuzz}
     */
    void passedOver(String why);
}
