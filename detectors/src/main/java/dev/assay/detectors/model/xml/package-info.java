/** Models and parts of models in XML: PMML, OpenVINO, and whatever else a parser of XML reads. */
@NullMarked
package dev.assay.detectors.model.xml;

import org.jspecify.annotations.NullMarked;
