package io.kikkake.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.bench.postgres.Database;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The addresses that stand in mails which were sent, made anew with the server's own key: reading them out of ten thousand mails
 * would measure MIME.
 */
public final class ReaderTokens {

    private static final int PICTURE = 1;
    private static final int LINK = 2;
    private static final int SIGNATURE = 12;

    private final SecretKeySpec key;

    private ReaderTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** For each of the last {@code mails} mails its picture, then its link to {@code target}. */
    public static List<String> paths(Database database, int mails, String target)
            throws SQLException, GeneralSecurityException {
        var paths = new ArrayList<String>();
        try (var statement = database.connection().createStatement()) {
            ReaderTokens tokens;
            try (var rows = statement.executeQuery("select value #>> '{}' from setting where name = 'tracking-key'")) {
                rows.next();
                tokens = new ReaderTokens(Base64.getDecoder().decode(rows.getString(1)));
            }
            try (var rows = statement.executeQuery("select id, customer_id, scenario, step, message, topic,"
                    + " extract(epoch from created_at)::bigint from outcome where status = 2"
                    + " order by created_at desc limit " + mails)) {
                while (rows.next()) {
                    var said = new ByteArrayOutputStream();
                    number(said, rows.getLong(7));
                    number(said, rows.getLong(2));
                    byte[] id = HexFormat.of().parseHex(rows.getString(1));
                    number(said, id.length);
                    said.writeBytes(id);
                    for (int field = 3; field <= 6; field++) {
                        byte[] text = rows.getString(field).getBytes(UTF_8);
                        number(said, text.length);
                        said.writeBytes(text);
                    }
                    paths.add("/t/o/" + tokens.signed(PICTURE, said.toByteArray()));
                    // The first link of the mail; nothing in its address is a mark.
                    said.writeBytes(new byte[] {0, 0, 0});
                    said.writeBytes(target.getBytes(UTF_8));
                    paths.add("/t/c/" + tokens.signed(LINK, said.toByteArray()));
                }
            }
        }
        return paths;
    }

    private String signed(int kind, byte[] said) throws GeneralSecurityException {
        var token = new ByteArrayOutputStream();
        token.write(kind);
        token.writeBytes(said);
        var mac = Mac.getInstance(key.getAlgorithm());
        mac.init(key);
        token.write(mac.doFinal(token.toByteArray()), 0, SIGNATURE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray());
    }

    private static void number(ByteArrayOutputStream out, long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
