/** Who does not look is told: by a tone, and by the page's title. */
import type { Kit } from "./kit";

export function attention({ config, keep, signal }: Kit) {
  const { texts: T } = config;
  let title = "";
  let ours = "";
  let blink: ReturnType<typeof setInterval>;

  /** A soft tone, where the visitor has used this page and wants to hear it. */
  function ring() {
    if ((keep(false, "mute") ?? config.mute) || !(navigator as { userActivation?: { hasBeenActive: boolean } }).userActivation?.hasBeenActive) return;
    const audio = new AudioContext();
    const loud = audio.createGain();
    const tone = audio.createOscillator();
    loud.gain.setValueAtTime(0.08, audio.currentTime);
    loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.4);
    tone.frequency.value = 660;
    tone.connect(loud).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.4);
    tone.onended = () => audio.close();
  }

  /** While nobody looks at the page, its title says now and then that there is something new. */
  function wave(count: number) {
    clearInterval(blink);
    if (document.title == ours) document.title = title;
    ours = `(${count}) ${T.more}`;
    if (count && document.hidden)
      blink = setInterval(() => {
        if (document.title != ours) title = document.title;
        document.title = document.title == ours ? title : ours;
      }, 1500);
  }

  signal.addEventListener("abort", () => wave(0));

  return { ring, wave };
}
