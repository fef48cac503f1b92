package io.github.cookieward.enforcement;

/**
 * What the elements of one document are judged with. For one thread.
 *
 * @param enforcement what the visitor has agreed to
 * @param addresses where its addresses lead
 * @param nested the documents within it
 * @param markup what is put into it
 * @param notes what the stretch that is read asks about
 * @param held what was held back of it so far
 */
record JudgedDocument(
    Enforcement enforcement,
    DocumentAddresses addresses,
    NestedDocuments nested,
    PageMarkup markup,
    StretchNotes notes,
    Holding held) {}
