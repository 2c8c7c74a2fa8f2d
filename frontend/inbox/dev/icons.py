"""Renders frontend/inbox/icons/*.svg to the PNG files of the manifest. Run by hand when a drawing changes; the PNGs are committed."""

from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent.parent
WANTED = {"app-192": ("app", 192), "app-512": ("app", 512), "maskable-512": ("maskable", 512), "badge-96": ("badge", 96), "apple-touch-180": ("maskable", 180)}


def main() -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (drawing, size) in WANTED.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            svg = (HERE / "icons" / f"{drawing}.svg").read_text()
            page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}")
            page.screenshot(path=HERE / "public" / "icons" / f"{name}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
