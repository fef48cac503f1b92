document.body.dataset.ran = 'first';
