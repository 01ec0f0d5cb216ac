import { expect } from '@open-wc/testing';

/** Without this, every drawing test could pass by drawing nothing. */
describe('the browser under test', () => {
  it('really has WebGL2: a cleared colour reads back', () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 4;
    const gl = canvas.getContext('webgl2');
    if (gl === null) throw new Error('getContext("webgl2") gave null: start Chromium with --enable-unsafe-swiftshader');
    gl.clearColor(1, 0.4, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const pixel = new Uint8Array(4);
    gl.readPixels(2, 2, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    expect([...pixel]).to.deep.equal([255, 102, 0, 255]);
    expect(gl.isContextLost()).to.equal(false);
  });
});
