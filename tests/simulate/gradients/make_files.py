"""Writes the files of tests/reference/gradients: what the real numpy, ml_dtypes and safetensors packages save.

    python3 tests/simulate/gradients/make_files.py tests/reference/gradients   (needs numpy, safetensors, ml_dtypes)
"""

import io
import pathlib
import sys
import zipfile

import ml_dtypes
import numpy as np
import safetensors.numpy

FOLDER = pathlib.Path(sys.argv[1])
# Numbers that every format here holds exactly: row k, column i is k + i / 4 - 1.
VALUES = np.add.outer(np.arange(3.0), np.arange(5.0) / 4) - 1


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind in ("f2", "f4", "f8"):
        for order, name in (("C", "c"), ("F", "fortran")):
            for byte_order, byte_name in (("<", "little"), (">", "big")):
                array = np.asarray(VALUES, dtype=byte_order + kind, order=order)
                np.save(FOLDER / f"{kind}_{name}_{byte_name}.npy", array)
    for version in ((1, 0), (2, 0), (3, 0)):
        with open(FOLDER / f"version{version[0]}.npy", "wb") as file:
            np.lib.format.write_array(file, VALUES, version=version)
    np.save(FOLDER / "objects.npy", np.array([[1, None]], dtype=object), allow_pickle=True)
    np.save(FOLDER / "bfloat16.npy", VALUES.astype(ml_dtypes.bfloat16))
    np.savez(FOLDER / "two.npz", first=VALUES, second=VALUES[:2].astype("f4"))
    np.savez_compressed(FOLDER / "compressed.npz", first=VALUES, second=VALUES[:2].astype("f4"))
    tensors = {
        "layer.0.f16": VALUES.astype("f2"),
        "layer.0.bf16": VALUES.astype(ml_dtypes.bfloat16),
        "layer.1.f32": VALUES.astype("f4"),
        "layer.1.f64": VALUES,
        "layer.1.bias": VALUES[0].astype("f4"),
        "ids": np.arange(4),
        "kernel": np.zeros((2, 3, 2, 2), "f4"),
    }
    safetensors.numpy.save_file(tensors, FOLDER / "model.safetensors", metadata={"format": "np"})
    eighths = {"e4m3": VALUES.astype(ml_dtypes.float8_e4m3fn), "e5m2": VALUES.astype(ml_dtypes.float8_e5m2)}
    safetensors.numpy.save_file(eighths, FOLDER / "eighths.safetensors")
    with zipfile.ZipFile(FOLDER / "torch.pt", "w") as archive:  # as torch.save lays a file out
        archive.writestr("archive/data.pkl", b"\x80\x02}q\x00.")
        archive.writestr("archive/version", b"3\n")
    (FOLDER / "pickle.bin").write_bytes(b"\x80\x02}q\x00.")


if __name__ == "__main__":
    main()
