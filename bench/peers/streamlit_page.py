"""The plain page in Streamlit."""

import streamlit as st
from figure import CHOICES, PROSE, drawing

st.title("Targets or a plan?")
st.write(PROSE)
chosen = st.radio("What fits best?", CHOICES)
st.html(drawing().decode())
if st.button("Keep"):
    st.write(f"Kept: {chosen}")
