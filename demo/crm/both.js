// The phone stands in a frame of another site: what it may use has to be lent to it by name.
const response = await fetch('api/place');
const { contactOrigin } = await response.json();
const phone = document.querySelector('.phone iframe');
phone.allow = `camera ${contactOrigin}; microphone ${contactOrigin}; autoplay ${contactOrigin}`;
phone.src = `${contactOrigin}/?customer=C-4711`;
