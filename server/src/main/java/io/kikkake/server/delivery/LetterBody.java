package io.kikkake.server.delivery;

import java.util.List;

/**
 * The parts of a mail (RFC 2046): text and HTML to choose from, the pictures the HTML shows beside it, files after both.
 *
 * <pre>mixed( alternative( text, related( html, pictures…)), files…)</pre>
 *
 * Whatever would hold a single part is left out.
 */
final class LetterBody {

    private final Draft draft;
    private final String id;

    private LetterBody(Draft draft, String id) {
        this.draft = draft;
        this.id = id.substring(0, Math.min(40, id.length()));
    }

    /**
     * The whole mail.
     *
     * @param header its fields so far, the last one ended
     * @param id of the message; parts are kept apart by it
     */
    static Draft withHeader(CharSequence header, Mail mail, String id) {
        // Addresses that are not ASCII may be in the header; the rest is.
        Draft draft = new Draft(expected(mail)).utf8(header);
        var body = new LetterBody(draft, id);
        List<Attachment> files = mail.attachments().stream()
                .filter(one -> one.inlineAs() == null || mail.html() == null)
                .toList();
        if (files.isEmpty()) {
            body.texts(mail);
        } else {
            String boundary = body.open("mixed", "m");
            body.next(boundary);
            body.texts(mail);
            files.forEach(file -> {
                body.next(boundary);
                body.file(file);
            });
            body.close(boundary);
        }
        return draft;
    }

    /** Enough for what is mostly Latin or markup; a draft grows. */
    private static int expected(Mail mail) {
        String html = mail.html();
        int texts = mail.text().length() + (html == null ? 0 : html.length());
        return Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, 4_000 + texts * 3L / 2 + mail.filed()));
    }

    private void texts(Mail mail) {
        String html = mail.html();
        if (html == null) {
            text("text/plain", mail.text());
            return;
        }
        String boundary = open("alternative", "");
        next(boundary);
        text("text/plain", mail.text());
        next(boundary);
        html(html, mail.attachments());
        close(boundary);
    }

    private void html(String html, List<Attachment> attachments) {
        List<Attachment> pictures =
                attachments.stream().filter(one -> one.inlineAs() != null).toList();
        if (pictures.isEmpty()) {
            text("text/html", html);
            return;
        }
        String boundary = open("related", "r");
        next(boundary);
        text("text/html", html);
        pictures.forEach(picture -> {
            next(boundary);
            file(picture);
        });
        close(boundary);
    }

    private void text(String type, String text) {
        Encoded.Body encoded = Encoded.body(text);
        draft.ascii("Content-Type: " + type + "; charset=UTF-8\r\nContent-Transfer-Encoding: " + encoded.encoding()
                + "\r\n\r\n");
        encoded.writing().accept(draft);
        draft.ascii("\r\n");
    }

    private void file(Attachment file) {
        var fields = new StringBuilder("Content-Type: ").append(file.type());
        Encoded.parameter(fields, "name", file.name());
        fields.append("\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: ")
                .append(file.inlineAs() == null ? "attachment" : "inline");
        Encoded.parameter(fields, "filename", file.name());
        if (file.inlineAs() != null) {
            fields.append("\r\nContent-ID: <").append(file.inlineAs()).append('>');
        }
        draft.utf8(fields.append("\r\n\r\n")).ascii(file.base64()).ascii("\r\n");
    }

    /** No encoding of a body can contain "=_". */
    private String open(String kind, String mark) {
        String boundary = "=_" + mark + id;
        draft.ascii("Content-Type: multipart/" + kind + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n");
        return boundary;
    }

    private void next(String boundary) {
        draft.ascii("--" + boundary + "\r\n");
    }

    private void close(String boundary) {
        draft.ascii("--" + boundary + "--\r\n");
    }
}
