/** What comes often is taken together: the first at once, the others when `ms` have gone by. */
export function gathering<T>(take: (all: T[]) => void, ms: number): { add: (one: T) => void; drop: () => void } {
  let kept: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    timer = kept.length > 0 ? setTimeout(look, ms) : undefined;
    const all = kept;
    kept = [];
    if (all.length > 0) take(all);
  };
  return {
    add(one) {
      kept.push(one);
      if (timer === undefined) look();
    },
    drop() {
      kept = [];
    },
  };
}
