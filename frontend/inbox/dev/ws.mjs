// The server side of a WebSocket, just enough for the scripted desk: text frames, close, no fragments.
import { createHash } from "node:crypto";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export function accept(request, socket, hooks) {
  const key = createHash("sha1").update(request.headers["sec-websocket-key"] + GUID).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\nSec-WebSocket-Protocol: desk.v1\r\n\r\n`);
  let buffer = Buffer.alloc(0);
  const wire = {
    open: true,
    send(frame) {
      if (wire.open) socket.write(packed(0x81, Buffer.from(JSON.stringify(frame))));
    },
    close(code) {
      if (!wire.open) return;
      wire.open = false;
      const body = Buffer.alloc(2);
      body.writeUInt16BE(code);
      socket.end(packed(0x88, body));
    },
    cut() {
      wire.open = false;
      socket.destroy();
    },
  };
  socket.on("data", (data) => {
    buffer = Buffer.concat([buffer, data]);
    for (let one = unpacked(buffer); one; one = unpacked(buffer)) {
      buffer = buffer.subarray(one.size);
      if (one.op === 8) wire.close(1000);
      else if (one.op === 1) hooks.frame(JSON.parse(one.body.toString()));
    }
  });
  socket.on("close", () => {
    wire.open = false;
    hooks.gone();
  });
  socket.on("error", () => undefined);
  return wire;
}

function packed(head, body) {
  const size = body.length;
  if (size < 126) return Buffer.concat([Buffer.from([head, size]), body]);
  const long = Buffer.alloc(size < 65536 ? 4 : 10);
  long[0] = head;
  if (size < 65536) {
    long[1] = 126;
    long.writeUInt16BE(size, 2);
  } else {
    long[1] = 127;
    long.writeBigUInt64BE(BigInt(size), 2);
  }
  return Buffer.concat([long, body]);
}

function unpacked(buffer) {
  if (buffer.length < 6) return null;
  let size = buffer[1] & 127;
  let at = 2;
  if (size === 126) [size, at] = [buffer.readUInt16BE(2), 4];
  else if (size === 127) [size, at] = [Number(buffer.readBigUInt64BE(2)), 10];
  if (buffer.length < at + 4 + size) return null;
  const mask = buffer.subarray(at, at + 4);
  const body = Buffer.from(buffer.subarray(at + 4, at + 4 + size));
  for (let i = 0; i < size; i += 1) body[i] ^= mask[i & 3];
  return { op: buffer[0] & 15, body, size: at + 4 + size };
}
