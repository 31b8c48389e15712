"""Kernels forked from a process that has imported everything already.

A room of its own, which knows nothing of the rest of the product: a jupyter-client kernel provisioner
(`provisioner`), the warm process it asks (`zygote`), and what a child does before it is a kernel
(`child`). Where forking is not possible or not safe, the same kernel is started the ordinary way.
"""
