package io.kikkake.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

class WebPagesTest {

    @TempDir
    Path files;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(files.resolve("shop"));
        Files.writeString(files.resolve("index.html"), "the admin UI");
        Files.writeString(files.resolve("logo.svg"), "a logo");
        Files.writeString(files.resolve("shop/cart.html"), "a cart");
    }

    @Test
    void anAddressOfTheAdminUiShowsItsOnePage() throws IOException {
        assertThat(admin("customers/17")).isEqualTo("the admin UI");
        assertThat(admin("mailbox")).isEqualTo("the admin UI");
        assertThat(admin("logo.svg")).isEqualTo("a logo");
    }

    @Test
    void whatIsNotThereAndNoAddressOfTheAdminUiIsNotFound() throws IOException {
        assertThat(admin("missing.png")).isNull();
        assertThat(admin("api/nothing")).isNull();
        assertThat(admin("v1/nothing")).isNull();
        assertThat(admin("shop/cart.html")).isNull();
    }

    @Test
    void aPageOfTheShopNeedsNoExtension() throws IOException {
        assertThat(shop("cart")).isEqualTo("a cart");
        assertThat(shop("cart.html")).isEqualTo("a cart");
        assertThat(shop("nothing")).isNull();
    }

    private @Nullable String admin(String path) throws IOException {
        return text(new WebPages.AdminPage().getResource(path, new FileSystemResource(files + "/")));
    }

    private @Nullable String shop(String path) throws IOException {
        return text(new WebPages.ShopPage().getResource(path, new FileSystemResource(files + "/shop/")));
    }

    private static @Nullable String text(@Nullable Resource resource) throws IOException {
        return resource == null ? null : new String(resource.getContentAsByteArray());
    }
}
