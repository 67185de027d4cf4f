for (const slider of document.querySelectorAll(".slider")) {
  const at = slider.querySelector("input");
  const move = () => slider.style.setProperty("--at", at.value + "%");
  at.addEventListener("input", move);
  move();
}
